package azmock;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts fakes for each JUnit 5 test, leads the JVM to them, and stops them after it.
 *
 * <pre>{@code
 * @ExtendWith(AzmockExtension.class)
 * class AppTest {
 *   @Test
 *   void aRefusedRequestIsAskedAgain(Fakes fakes) { ... }
 * }
 * }</pre>
 *
 * <p>{@link AzmockServe} brings it along.
 */
public final class AzmockExtension implements BeforeEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(AzmockExtension.class);

  /** For JUnit. */
  public AzmockExtension() {}

  @Override
  public void beforeEach(ExtensionContext test) {
    Fakes fakes = Azmock.serve(argumentsOf(test));
    test.getStore(NAMESPACE).put("close", (CloseableResource) fakes::close);
    test.getStore(NAMESPACE).put(Fakes.class, fakes);
    fakes.leadThisJvm();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Fakes.class && test.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getStore(NAMESPACE).get(Fakes.class);
  }

  private static String[] argumentsOf(ExtensionContext test) {
    Optional<AzmockServe> found = serveOf(test.getRequiredTestMethod());
    Class<?> outer = test.getRequiredTestClass();
    for (; found.isEmpty() && outer != null; outer = outer.getEnclosingClass()) {
      found = serveOf(outer);
    }
    return found.map(AzmockServe::value).orElse(new String[0]);
  }

  private static Optional<AzmockServe> serveOf(AnnotatedElement element) {
    return AnnotationSupport.findAnnotation(element, AzmockServe.class);
  }
}
