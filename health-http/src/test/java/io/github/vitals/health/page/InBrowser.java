package io.github.vitals.health.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A test of what people see, in one browser for the whole class. A browser needs all processors there are. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks the browser and not the JDK, and takes long")
@interface InBrowser {}
