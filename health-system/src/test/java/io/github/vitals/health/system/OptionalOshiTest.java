package io.github.vitals.health.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.vitals.health.system", importOptions = ImportOption.DoNotIncludeTests.class)
class OptionalOshiTest {
    @ArchTest
    static final ArchRule onlyTwoSeeOshiWhichMayNotBeThere = noClasses()
            .that()
            .doNotHaveSimpleName("OshiMachine")
            .and()
            .doNotHaveSimpleName("Inodes")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("oshi..");
}
