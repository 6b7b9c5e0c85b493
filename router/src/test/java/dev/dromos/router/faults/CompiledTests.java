package dev.dromos.router.faults;

import dev.dromos.nodes.testing.FakeModelServer;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The tests of this module and of {@code nodes}, as JUnit finds them. */
final class CompiledTests {
    private static final Set<String> ASSUMPTIONS =
            Set.of("org/junit/jupiter/api/Assumptions", "org/assertj/core/api/Assumptions");

    private final SequencedMap<Class<?>, ClassModel> classes;

    private CompiledTests(SequencedMap<Class<?>, ClassModel> classes) {
        this.classes = classes;
    }

    static CompiledTests all() throws Exception {
        var classes = new LinkedHashMap<Class<?>, ClassModel>();
        for (var file : ClassFiles.beside(CompiledTests.class, FakeModelServer.class)) {
            var name = file.thisClass().asInternalName().replace('/', '.');
            if (name.matches(".*Test(\\$.*)?")) {
                classes.put(Class.forName(name, false, CompiledTests.class.getClassLoader()), file);
            }
        }
        return new CompiledTests(classes);
    }

    /** What is run. */
    Stream<Method> methods() {
        return classes.keySet().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class));
    }

    /** What a test is shown as, itself and each of its cases. */
    static Stream<String> namesOf(Method test) {
        return Stream.concat(
                Stream.ofNullable(test.getAnnotation(DisplayName.class)).map(DisplayName::value),
                Stream.ofNullable(test.getAnnotation(ParameterizedTest.class)).map(ParameterizedTest::name));
    }

    /** Whatever JUnit is told not to run, always or on some machines. */
    Stream<String> switchedOff() {
        return classes.keySet().stream()
                .flatMap(type ->
                        Stream.concat(Stream.<AnnotatedElement>of(type), Arrays.stream(type.getDeclaredMethods())))
                .filter(CompiledTests::isSwitchedOff)
                .map(Object::toString);
    }

    private static boolean isSwitchedOff(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(annotation -> annotation.annotationType().getName())
                .anyMatch(name -> name.matches("org\\.junit\\.jupiter\\.api\\.(Disabled|condition\\..*)"));
    }

    /** Whether a test may be left out because of what it, or a method of its class that it calls, assumes of the machine. */
    boolean assumes(Method test) {
        var file = classes.get(test.getDeclaringClass());
        var called = new HashSet<String>();
        var next = Set.of(test.getName());
        while (file != null && called.addAll(next)) {
            next = file.methods().stream()
                    .filter(method -> called.contains(method.methodName().stringValue()))
                    .flatMap(CompiledTests::calls)
                    .collect(Collectors.toSet());
        }
        return called.stream().anyMatch(ASSUMPTIONS::contains);
    }

    /** The names of what is called, of a lambda's body too; of an assumption the class's. */
    private static Stream<String> calls(MethodModel method) {
        return method.code().stream().flatMap(code -> code.elementStream()).flatMap(element -> switch (element) {
            case InvokeInstruction call ->
                Stream.of(
                        ASSUMPTIONS.contains(call.owner().asInternalName())
                                ? call.owner().asInternalName()
                                : call.name().stringValue());
            case InvokeDynamicInstruction lambda ->
                lambda.bootstrapArgs().stream()
                        .flatMap(argument -> argument instanceof DirectMethodHandleDesc body
                                ? Stream.of(body.methodName())
                                : Stream.of());
            default -> Stream.of();
        });
    }
}
