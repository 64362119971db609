package ddrmpo.core;

/** Where the members of an uncertainty set come from. */
public enum SetKind implements Named {
  /** No set: the nominal successor only. */
  NONE("none", false, false),
  /** Perturbed simulators, loaded with the full simulator state. */
  PHYSICS("physics", true, false),
  /** Transition models fitted to offline data, one for each value of the set. */
  LEARNED("learned", false, true),
  /** The learned set and the transition's own, true nominal successor. */
  ANCHORED("anchored", false, true),
  /** The physics set and the learned set together. */
  MIXED("mixed", true, true),
  /**
   * Models of the nominal data alone, which differ in their seeds: pessimism where they disagree.
   */
  ENSEMBLE("ensemble", false, true),
  /**
   * The simulators of the learned set's values, with Gaussian noise of the models' held-out errors:
   * what of a learned set's effect is noise?
   */
  PLACEBO("placebo", true, true);

  private final String text;
  private final boolean simulators;
  private final boolean models;

  SetKind(String text, boolean simulators, boolean models) {
    this.text = text;
    this.simulators = simulators;
    this.models = models;
  }

  /** Whether it needs perturbed simulators. */
  public boolean simulators() {
    return simulators;
  }

  /** Whether it needs transition models. */
  public boolean models() {
    return models;
  }

  @Override
  public String text() {
    return text;
  }
}
