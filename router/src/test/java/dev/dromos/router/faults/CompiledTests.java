package dev.dromos.router.faults;

import dev.dromos.nodes.testing.FakeModelServer;
import java.lang.annotation.Annotation;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The tests of this module and of {@code nodes}, as JUnit finds them. */
final class CompiledTests {
    /** What leaves a test out. */
    private static final Set<String> ASSUMPTIONS = Set.of(
            "org/junit/jupiter/api/Assumptions",
            "org/assertj/core/api/Assumptions",
            "org/assertj/core/api/BDDAssumptions",
            "org/opentest4j/TestAbortedException");

    /** What JUnit calls around a test. */
    private static final Set<Class<? extends Annotation>> AROUND =
            Set.of(BeforeAll.class, BeforeEach.class, AfterEach.class, AfterAll.class);

    private final SequencedMap<Class<?>, ClassModel> classes;
    private final List<ClassModel> others;

    private CompiledTests(SequencedMap<Class<?>, ClassModel> classes, List<ClassModel> others) {
        this.classes = classes;
        this.others = others;
    }

    static CompiledTests all() throws Exception {
        var classes = new LinkedHashMap<Class<?>, ClassModel>();
        var others = new ArrayList<ClassModel>();
        for (var file : ClassFiles.beside(CompiledTests.class, FakeModelServer.class)) {
            var name = file.thisClass().asInternalName().replace('/', '.');
            if (name.matches(".*Test(\\$.*)?")) {
                classes.put(Class.forName(name, false, CompiledTests.class.getClassLoader()), file);
            } else {
                others.add(file);
            }
        }
        return new CompiledTests(classes, others);
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

    /** Whether a test may be left out because of what is assumed of the machine: by it, around it, or by what is called of its class. */
    boolean assumes(Method test) {
        var methods = family(test.getDeclaringClass())
                .flatMap(type -> Objects.requireNonNull(classes.get(type)).methods().stream())
                .toList();
        var called = new HashSet<String>();
        var next = Stream.concat(Stream.of(test.getName(), "<init>", "<clinit>"), namesAround(test))
                .collect(Collectors.toSet());
        while (called.addAll(next)) {
            next = methods.stream()
                    .filter(method -> called.contains(method.methodName().stringValue()))
                    .flatMap(CompiledTests::calls)
                    .collect(Collectors.toSet());
        }
        return called.stream().anyMatch(ASSUMPTIONS::contains);
    }

    private Stream<String> namesAround(Method test) {
        return family(test.getDeclaringClass())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> AROUND.stream().anyMatch(method::isAnnotationPresent))
                .map(Method::getName);
    }

    /** A class and those that it is nested with. */
    private Stream<Class<?>> family(Class<?> member) {
        return classes.keySet().stream().filter(type -> type.isNestmateOf(member));
    }

    /** What is no test and assumes something, where {@link #assumes} does not follow. */
    Stream<String> othersThatAssume() {
        return others.stream()
                .filter(file -> StreamSupport.stream(file.constantPool().spliterator(), false)
                        .anyMatch(constant ->
                                constant instanceof ClassEntry type && ASSUMPTIONS.contains(type.asInternalName())))
                .map(file -> file.thisClass().asInternalName());
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
