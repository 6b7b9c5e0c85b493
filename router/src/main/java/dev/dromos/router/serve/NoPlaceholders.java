package dev.dromos.router.serve;

import java.util.Map;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.component.properties.PropertiesLookup;
import org.apache.camel.component.properties.PropertiesParser;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * Camel's property placeholders, switched off: a text with <code>{{env:X}}</code> or <code>{{sys:X}}</code> stays that text
 * wherever Camel meets it, and neither the environment nor system properties can be reached through one.
 */
final class NoPlaceholders {
    private NoPlaceholders() {}

    static PropertiesComponent component() {
        var properties = new PropertiesComponent();
        properties.setPropertiesParser(new AsWritten());
        properties.setPropertiesFunctionResolver(new NoFunctions());
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.setAutoDiscoverPropertiesSources(false);
        return properties;
    }

    private static final class AsWritten implements PropertiesParser {
        @Override
        public String parseUri(
                String text,
                PropertiesLookup properties,
                boolean defaultFallbackEnabled,
                boolean keepUnresolvedOptional,
                boolean nestedPlaceholder) {
            return text;
        }

        @Override
        public String parseProperty(String key, String value, PropertiesLookup properties) {
            return value;
        }
    }

    private static final class NoFunctions implements PropertiesFunctionResolver {
        @Override
        public void addPropertiesFunction(PropertiesFunction function) {
            // none: see the class
        }

        @Override
        public Map<String, PropertiesFunction> getFunctions() {
            return Map.of();
        }

        @Override
        public boolean hasFunction(String name) {
            return false;
        }

        @Override
        public @Nullable PropertiesFunction resolvePropertiesFunction(String name) {
            return null;
        }
    }
}
