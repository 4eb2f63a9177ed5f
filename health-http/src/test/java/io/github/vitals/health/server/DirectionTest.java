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
            "io.github.vitals.health.server"
        },
        importOptions = DoNotIncludeTests.class)
class DirectionTest {
    private static final String HTTP = "io.github.vitals.health.http..";
    private static final String ENDPOINT = "io.github.vitals.health.endpoint..";
    private static final String SERVER = "io.github.vitals.health.server..";
    private static final String NET = "io.github.vitals.health.net..";
    private static final String OUTBOUND = "io.github.vitals.health.outbound..";
    private static final String CORE = "io.github.vitals.health";

    @ArchTest
    static final ArchRule theEndpointKnowsTheCoreAndNoServer = classes()
            .that()
            .resideInAPackage(ENDPOINT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ENDPOINT, CORE, "java..", "org.jspecify..", "org.slf4j..", "tools.jackson.core..");

    @ArchTest
    static final ArchRule theServerKnowsTheEndpoint = classes()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    SERVER,
                    ENDPOINT,
                    CORE,
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "com.sun.management..",
                    "com.sun.net.httpserver..",
                    "javax.net.ssl..",
                    "io.micrometer..");

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
    static final ArchRule whatIsOptionalIsKnownInOnePlaceEach = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(JsonValues|SafePattern|net\\.Dns\\w*)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.jayway.jsonpath..", "com.google.re2j..", "org.xbill..");

    @ArchTest
    static final ArchRule onlyTheScraperCallsPrometheusWhichIsOptional = noClasses()
            .that()
            .doNotHaveSimpleName("PrometheusScraper")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "of Micrometer",
                    call -> call.getTargetOwner().getPackageName().startsWith("io.micrometer")));
}
