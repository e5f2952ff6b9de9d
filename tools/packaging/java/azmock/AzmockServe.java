package azmock;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Each JUnit 5 test has fakes of its own, which the JVM is led to. On a class it is for all of its
 * tests; that of a method comes before it.
 *
 * <pre>{@code
 * @Test
 * @AzmockServe({"--scenario", "throttled-then-success"})
 * void aThrottledAuthorityIsAskedAgain(Fakes fakes) { ... }
 * }</pre>
 *
 * <p>Tests with it do not run at the same time in one JVM, whose system properties they share.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(AzmockExtension.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
public @interface AzmockServe {
  /**
   * Arguments of {@code azmock serve}, but for {@code --ca-dir}. With {@code --scenario} the test
   * is that scenario's client.
   *
   * @return the arguments; none by default
   */
  String[] value() default {};
}
