package ddrmpo.core;

/** Where the members of an uncertainty set come from. */
public enum SetKind implements Named {
  /** No set: the nominal successor only. */
  NONE("none"),
  /** Perturbed simulators, loaded with the full simulator state. */
  PHYSICS("physics"),
  /** Transition models fitted to offline data. */
  LEARNED("learned");

  private final String text;

  SetKind(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
