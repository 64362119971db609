package ddrmpo.core;

/** What is subtracted from the value at each successor (Eq. 1). */
public enum Regulariser implements Named {
  NONE("none"),
  /** tau times KL(policy || reference). */
  KL("kl");

  private final String text;

  Regulariser(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
