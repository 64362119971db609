package ddrmpo.core;

/** The families of transition models. */
public enum ModelKind implements Named {
  /** A multi-layer perceptron trained with DJL. */
  NEURAL("neural"),
  /** Linear regression by Spark MLlib, one per dimension. */
  LINEAR("linear"),
  /** A regression tree by Spark MLlib, one per dimension. */
  TREE("tree");

  private final String text;

  ModelKind(String text) {
    this.text = text;
  }

  @Override
  public String text() {
    return text;
  }
}
