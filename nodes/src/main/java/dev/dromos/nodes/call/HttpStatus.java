package dev.dromos.nodes.call;

/** The HTTP status codes that Dromos itself gives or tells apart; a model server may answer with others, which travel on as they are. */
public final class HttpStatus {
    public static final int OK = 200;
    public static final int NO_CONTENT = 204;
    public static final int MOVED_PERMANENTLY = 301;
    public static final int NOT_MODIFIED = 304;
    public static final int BAD_REQUEST = 400;
    public static final int NOT_FOUND = 404;
    public static final int REQUEST_TIMEOUT = 408;
    public static final int CONTENT_TOO_LARGE = 413;
    public static final int URI_TOO_LONG = 414;
    public static final int EXPECTATION_FAILED = 417;
    public static final int TOO_MANY_REQUESTS = 429;
    public static final int REQUEST_HEADER_FIELDS_TOO_LARGE = 431;
    public static final int INTERNAL_SERVER_ERROR = 500;
    public static final int BAD_GATEWAY = 502;
    public static final int SERVICE_UNAVAILABLE = 503;
    public static final int GATEWAY_TIMEOUT = 504;
    public static final int HTTP_VERSION_NOT_SUPPORTED = 505;
    public static final int LOOP_DETECTED = 508;

    private static final int LAST_SUCCESS = 299;
    private static final int LAST = 599;

    private HttpStatus() {}

    /** True for 2xx: what {@code Hard} steps need in order to go on. */
    public static boolean isSuccess(int status) {
        return status >= OK && status <= LAST_SUCCESS;
    }

    /** True for what may say when to come again. */
    static boolean isBusy(int status) {
        return status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE;
    }

    /** False for those behind whose head nothing comes, whatever it says. */
    static boolean hasBody(int status) {
        return status != NO_CONTENT && status != NOT_MODIFIED;
    }

    /** True for what can end an exchange: no 1xx, and nothing that HTTP does not have. */
    static boolean isFinal(int status) {
        return status >= OK && status <= LAST;
    }
}
