package io.github.vitals.health.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {
            "io.github.vitals.health.http",
            "io.github.vitals.health.net",
            "io.github.vitals.health.outbound",
            "io.github.vitals.health.endpoint",
            "io.github.vitals.health.page",
            "io.github.vitals.health.server",
            "io.github.vitals.health.probe"
        },
        importOptions = DoNotIncludeTests.class)
class DirectionTest {
    private static final String HTTP = "io.github.vitals.health.http..";
    private static final String ENDPOINT = "io.github.vitals.health.endpoint..";
    private static final String PAGE = "io.github.vitals.health.page..";
    private static final String SERVER = "io.github.vitals.health.server..";
    private static final String NET = "io.github.vitals.health.net..";
    private static final String OUTBOUND = "io.github.vitals.health.outbound..";
    private static final String PROBE = "io.github.vitals.health.probe..";
    private static final String CORE = "io.github.vitals.health";
    private static final String HISTORY = "io.github.vitals.health.history";
    private static final String ALERTING = "io.github.vitals.health.alerting";

    @ArchTest
    static final ArchRule theEndpointKnowsTheCoreAndNoServer = classes()
            .that()
            .resideInAPackage(ENDPOINT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ENDPOINT,
                    CORE,
                    HISTORY,
                    ALERTING,
                    "java..",
                    "javax.naming..",
                    "javax.security.auth.x500..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "tools.jackson.core..",
                    "io.micrometer..",
                    "io.prometheus..",
                    "ch.qos.logback..");

    @ArchTest
    static final ArchRule thePageKnowsTheEndpointAndNoServer = classes()
            .that()
            .resideInAPackage(PAGE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(PAGE, ENDPOINT, CORE, HISTORY, ALERTING, "java..", "org.jspecify..", "org.slf4j..");

    @ArchTest
    static final ArchRule theServerKnowsThePageAndTheEndpoint = classes()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    SERVER,
                    PAGE,
                    ENDPOINT,
                    CORE,
                    HISTORY,
                    ALERTING,
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "com.sun.net.httpserver..",
                    "com.sun.management..",
                    "javax.net.ssl..",
                    "javax.security.auth.x500..",
                    "jakarta.servlet..",
                    "io.micrometer..",
                    "io.prometheus.metrics.tracer..");

    @ArchTest
    static final ArchRule theChecksThatGoOutStandApart = classes()
            .that()
            .resideInAPackage(HTTP)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    HTTP,
                    OUTBOUND,
                    CORE,
                    "java..",
                    "javax.net..",
                    "javax.security.auth.x500..",
                    "org.jspecify..",
                    "okhttp3..",
                    "okio..",
                    "kotlin..",
                    "tools.jackson.core..",
                    "com.jayway.jsonpath..");

    @ArchTest
    static final ArchRule theNetworkChecksStandApart = classes()
            .that()
            .resideInAPackage(NET)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    NET,
                    OUTBOUND,
                    CORE,
                    "java..",
                    "javax.net..",
                    "javax.security.auth.x500..",
                    "org.jspecify..",
                    "org.xbill..");

    @ArchTest
    static final ArchRule whatTheyStandOnKnowsNoneOfThem = classes()
            .that()
            .resideInAPackage(OUTBOUND)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(OUTBOUND, CORE, "java..", "org.jspecify..", "com.google.re2j..");

    @ArchTest
    static final ArchRule theCommandLineStandsAloneInItsJar = classes()
            .that()
            .resideInAPackage(PROBE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(PROBE, "java..", "javax.net.ssl..", "org.jspecify..");

    @ArchTest
    static final ArchRule whatIsOptionalIsKnownInOnePlaceEach = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(JsonValues|SafePattern|net\\.Dns\\w*)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.jayway.jsonpath..", "com.google.re2j..", "org.xbill..");

    @ArchTest
    static final ArchRule onlyTheScraperCallsPrometheusAndOnlyTheLevelsCallLogbackWhichAreOptional = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(PrometheusScraper|LogbackLevels)(\\$.*)?")
            .should()
            .callMethodWhere(DescribedPredicate.describe("of Micrometer or Logback", call -> {
                String target = call.getTargetOwner().getPackageName();
                return target.startsWith("io.micrometer") || target.startsWith("ch.qos.logback");
            }));
}
