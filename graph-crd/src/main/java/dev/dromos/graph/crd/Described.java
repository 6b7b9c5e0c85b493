package dev.dromos.graph.crd;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a user is told of a field, and what every value of it keeps to. The API server and editors learn both from here; a list's
 * bounds of numbers and texts are those of its items.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Described {

    /** One or two sentences, shown by editors and by {@code kubectl explain}. */
    String value();

    /** Whether the API server refuses an object without the field. */
    boolean required() default false;

    /** Whether the field is unknown in KServe's language. */
    boolean ours() default false;

    /** The smallest number. */
    long least() default Long.MIN_VALUE;

    /** The greatest number. */
    long most() default Long.MAX_VALUE;

    /** Characters of a text; 0 for any number. The API server's budget for rules needs an end. */
    int longest() default 0;

    /** Items of a list, or entries of a mapping; 0 for any number. */
    int fewest() default 0;

    /** Items of a list, or entries of a mapping; 0 for any number. */
    int many() default 0;

    /** The field that no two items of a list share; empty when there is none. */
    String key() default "";

    /** What a text looks like, as RE2; empty for any text. */
    String pattern() default "";

    /** Kinds of value that the Java type does not tell. */
    Kind kind() default Kind.AS_TYPED;

    /** How a value is written. */
    enum Kind {
        AS_TYPED,
        /** A number, or a text. */
        NUMBER_OR_TEXT,
        /** Any JSON. */
        ANYTHING,
        /** A time as RFC 3339 writes it. */
        TIME
    }
}
