package azmock;

/** What the fakes say of a call that they refuse, or of why they do not start. */
public final class AzmockException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The name of a gRPC status. */
  private final String code;

  AzmockException(String code, String message) {
    super(message);
    this.code = code;
  }

  AzmockException(String message, Throwable cause) {
    super(message + ": " + cause, cause);
    this.code = "";
  }

  /**
   * What kind of refusal it is.
   *
   * <pre>{@code
   * AzmockException refused = assertThrows(AzmockException.class, () -> fakes.arm("no-such"));
   * assertEquals("NOT_FOUND", refused.code());
   * }</pre>
   *
   * @return the name of a gRPC status; "" if the fakes did not start, or could not be asked
   */
  public String code() {
    return code;
  }
}
