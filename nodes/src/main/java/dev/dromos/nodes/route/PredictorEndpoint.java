package dev.dromos.nodes.route;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Call a model server over HTTP. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "predictor",
        title = "Predictor",
        syntax = "predictor:name",
        producerOnly = true,
        category = {Category.AI, Category.HTTP})
public final class PredictorEndpoint extends DefaultEndpoint {

    @UriPath(description = "Of a call in the registry, or of your choice with url")
    @Metadata(required = true)
    private final String name;

    @UriParam(description = "Where to POST the body, absolute, http or https")
    private String url = "";

    @UriParam(description = "Limit of the whole call in milliseconds, 0 for none but the request's deadline")
    private long timeout;

    PredictorEndpoint(String uri, PredictorComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    @Override
    public Producer createProducer() {
        return new PredictorProducer(this, ((PredictorComponent) getComponent()).call(name, url, timeout));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("predictor endpoints are called, they do not call");
    }
}
