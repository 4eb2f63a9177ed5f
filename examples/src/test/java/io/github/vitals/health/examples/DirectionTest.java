package io.github.vitals.health.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom, over all modules: this is the one place that sees them together. */
@AnalyzeClasses(packages = "io.github.vitals.health", importOptions = ImportOption.DoNotIncludeTests.class)
class DirectionTest {
    private static final String ROOT = "io.github.vitals.health";
    private static final String[] ADAPTERS = {
        ROOT + ".jdbc..",
        ROOT + ".redis..",
        ROOT + ".http..",
        ROOT + ".net..",
        ROOT + ".outbound..",
        ROOT + ".endpoint..",
        ROOT + ".page..",
        ROOT + ".server..",
        ROOT + ".grpc..",
        ROOT + ".alerts..",
        ROOT + ".logging.."
    };

    @ArchTest
    static final ArchRule theCoreKnowsNoAdapter = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT,
                    ROOT + ".metrics..",
                    ROOT + ".maintenance..",
                    ROOT + ".history..",
                    ROOT + ".alerting..",
                    ROOT + ".shared..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTERS);

    @ArchTest
    static final ArchRule theDatabaseChecksKnowNoOtherAdapter = knowsNoneOf(
            "jdbc",
            ROOT + ".redis..",
            ROOT + ".http..",
            ROOT + ".net..",
            ROOT + ".endpoint..",
            ROOT + ".page..",
            ROOT + ".server..",
            ROOT + ".logging..");

    @ArchTest
    static final ArchRule theRedisChecksKnowNoOtherAdapter = knowsNoneOf(
            "redis",
            ROOT + ".jdbc..",
            ROOT + ".http..",
            ROOT + ".net..",
            ROOT + ".endpoint..",
            ROOT + ".page..",
            ROOT + ".server..",
            ROOT + ".logging..");

    @ArchTest
    static final ArchRule theHttpChecksKnowNoOtherAdapterAndNotTheEndpoint = knowsNoneOf(
            "http",
            ROOT + ".jdbc..",
            ROOT + ".redis..",
            ROOT + ".net..",
            ROOT + ".endpoint..",
            ROOT + ".page..",
            ROOT + ".server..",
            ROOT + ".logging..");

    @ArchTest
    static final ArchRule theNetworkChecksKnowNoOtherAdapter = knowsNoneOf(
            "net",
            ROOT + ".jdbc..",
            ROOT + ".redis..",
            ROOT + ".http..",
            ROOT + ".endpoint..",
            ROOT + ".page..",
            ROOT + ".server..",
            ROOT + ".logging..");

    @ArchTest
    static final ArchRule theEndpointKnowsNoServer = knowsNoneOf(
            "endpoint", ROOT + ".jdbc..", ROOT + ".redis..", ROOT + ".http..", ROOT + ".server..", ROOT + ".logging..");

    @ArchTest
    static final ArchRule theGrpcServiceKnowsNoOtherAdapter = knowsNoneOf(
            "grpc",
            ROOT + ".jdbc..",
            ROOT + ".redis..",
            ROOT + ".http..",
            ROOT + ".net..",
            ROOT + ".endpoint..",
            ROOT + ".page..",
            ROOT + ".server..",
            ROOT + ".logging..");

    @ArchTest
    static final ArchRule theAlertsKnowNoAdapter = knowsNoneOf(
            "alerts",
            ROOT + ".jdbc..",
            ROOT + ".redis..",
            ROOT + ".http..",
            ROOT + ".net..",
            ROOT + ".endpoint..",
            ROOT + ".page..",
            ROOT + ".server..",
            ROOT + ".logging..");

    /** The page and the endpoint show a board, whoever makes it. */
    @ArchTest
    static final ArchRule nobodyKnowsTheAlertsButWhoeverUsesThem = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".alerts..", ROOT + ".examples..", ROOT + ".benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".alerts..");

    @ArchTest
    static final ArchRule onlyAlertsByMailKnowTheirLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".alerts.mail..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

    @ArchTest
    static final ArchRule theLogsKnowNoAdapter = knowsNoneOf(
            "logging", ROOT + ".jdbc..", ROOT + ".redis..", ROOT + ".http..", ROOT + ".endpoint..", ROOT + ".server..");

    @ArchTest
    static final ArchRule onlyItsAdapterKnowsALibrary = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".redis..", ROOT + ".examples..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule onlyTheHttpChecksKnowTheirTransport = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".http..", ROOT + ".benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "com.jayway..");

    @ArchTest
    static final ArchRule onlyTheGrpcServiceKnowsItsLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".grpc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule onlyTheDnsCheckKnowsItsLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".net..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill..");

    @ArchTest
    static final ArchRule thereAreNoCircles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    private static ArchRule knowsNoneOf(String room, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}
