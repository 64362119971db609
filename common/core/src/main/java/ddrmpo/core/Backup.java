package ddrmpo.core;

/** How the values at the successors of the set's members become one target (Eq. 1, Eq. 4). */
public enum Backup implements Named {
  /** The nominal successor only. */
  NOMINAL("nominal"),
  /** The least value over the members: robust. */
  MIN("min"),
  /** The mean value over the members: soft-robust. */
  MEAN("mean"),
  /** The conditional value at risk: the mean over the worst share of the members. */
  CVAR("cvar"),
  /** The soft minimum at a temperature: between the least value and the mean. */
  SOFT_MIN("soft-min");

  private final String text;

  Backup(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
