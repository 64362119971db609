package ddrmpo.core;

/** How the policy is improved. */
public enum Improvement implements Named {
  /** Maximum a-posteriori policy optimisation with decoupled KL constraints. */
  MPO("mpo");

  private final String text;

  Improvement(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
