package dev.dromos.router;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the design, and where text from outside must never go. */
@AnalyzeClasses(packages = "dev.dromos", importOptions = ArchitectureTest.WithoutTests.class)
final class ArchitectureTest {
    /** Those of other modules neither, which may come as a jar. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return new DoNotIncludeTests().includes(location) && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule graphsKnowNoCamelAndNoHttp = noClasses()
            .that()
            .resideInAPackage("dev.dromos.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..", "io.vertx..", "io.netty..", "dev.dromos.nodes..", "dev.dromos.router..");

    @ArchTest
    static final ArchRule nodesKnowNoRouterAndNoKubernetes = noClasses()
            .that()
            .resideInAPackage("dev.dromos.nodes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.dromos.router..", "io.fabric8..");

    @ArchTest
    static final ArchRule connectionsKnowNoStepAndNoGraph = noClasses()
            .that()
            .resideInAPackage("dev.dromos.nodes.connection..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("dev.dromos..").and(not(resideInAPackage("dev.dromos.nodes.connection.."))));

    /** So that each can be read after those that it uses. */
    @ArchTest
    static final ArchRule nodesHaveNoCircles =
            slices().matching("dev.dromos.nodes.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule policiesDoNoIo = noClasses()
            .that()
            .resideInAPackage("dev.dromos.nodes.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.vertx.core.http..", "io.vertx.core.net..", "java.net.http..");

    @ArchTest
    static final ArchRule camelStaysInItsPackages = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.dromos.nodes.route..", "dev.dromos.router.compile..", "dev.dromos.router.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule theEdgeKnowsNoGraphAndNoCommandLine = noClasses()
            .that()
            .resideInAPackage("dev.dromos.router.ingress..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.dromos.graph..", "dev.dromos.router.serve..", "dev.dromos.router.cli..", "picocli..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses()
            .that()
            .resideOutsideOfPackage("dev.dromos.router.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    /** Each of these evaluates text: from a graph or a client it would be code. */
    @ArchTest
    static final ArchRule nothingEvaluatesText = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "org\\.apache\\.camel\\.(model\\.language\\.(Simple|CSimple|Method|Java|JavaScript|Groovy|Joor)Expression"
                            + "|model\\.(ToDynamic|RecipientList|RoutingSlip|DynamicRouter|Enrich|PollEnrich|Bean|Script)Definition"
                            + "|language\\.simple\\..*)");

    /** A wire header that became a message header would be one that Camel obeys (T1). */
    @ArchTest
    static final ArchRule noWireHeaderEntersAMessage = noClasses()
            .that()
            .resideOutsideOfPackage("dev.dromos.nodes.route..")
            .should()
            .callMethodWhere(target(name("setHeader"))
                    .or(target(name("setHeaders")))
                    .or(target(name("setVariable")))
                    .and(target(owner(resideInAPackage("org.apache.camel..")))));

    /** Patterns from outside are RE2, linear in what they are matched against; the JDK's can take for ever (T12). */
    @ArchTest
    static final ArchRule theEdgeMatchesWithRe2 = noClasses()
            .that()
            .resideInAPackage("dev.dromos.router.ingress..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.regex..")
            .orShould()
            .callMethodWhere(target(owner(equivalentTo(String.class)))
                    .and(target(name("matches")).or(target(name("replaceAll"))).or(target(name("replaceFirst")))));

    /** Bytes from a server or a client are never an object (T5). */
    @ArchTest
    static final ArchRule nothingIsDeserialised =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");
}
