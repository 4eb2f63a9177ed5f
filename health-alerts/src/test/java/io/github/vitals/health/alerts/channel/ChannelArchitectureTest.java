package io.github.vitals.health.alerts.channel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.github.vitals.health.alerts.channel",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ChannelArchitectureTest {
    @ArchTest
    static final ArchRule channelsKnowOnlyTheCoreTheJdkSlf4jAndJackson = classes()
            .that()
            .resideInAPackage("io.github.vitals.health.alerts.channel")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.vitals.health.alerts.channel",
                    "io.github.vitals.health",
                    "io.github.vitals.health.alerting",
                    "java..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "tools.jackson.core..");
}
