package ddrmpo.core;

/** How the policy is improved. */
public enum Improvement implements Named {
  /** Maximum a-posteriori policy optimisation with decoupled KL constraints. */
  MPO("mpo"),
  /** The stochastic value gradient SVG(0), through the critic's input (Eq. 32-33). */
  SVG("svg");

  private final String text;

  Improvement(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
