package ddrmpo.jobs.mllib;

import static ddrmpo.jobs.mllib.TransitionColumns.ACTION;
import static ddrmpo.jobs.mllib.TransitionColumns.EPISODE;
import static ddrmpo.jobs.mllib.TransitionColumns.NEXT_OBSERVATION;
import static ddrmpo.jobs.mllib.TransitionColumns.OBSERVATION;
import static ddrmpo.jobs.mllib.TransitionColumns.STEP;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import ddrmpo.core.FitSettings;
import ddrmpo.core.TaskSpec.AnglePair;
import ddrmpo.core.UserError;
import ddrmpo.learning.NeuralFit;
import ddrmpo.learning.Normaliser;
import ddrmpo.learning.Transitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The neural fit as an MLlib Estimator, so that MLlib's CrossValidator, TrainValidationSplit and
 * ParamGridBuilder choose its settings. Reads the columns observation, action and next_observation;
 * where the columns episode and step are there too, the result does not depend on the order of the
 * rows. The rows are gathered in one task, which fits on one thread.
 */
public final class TransitionModelEstimator extends Estimator<TransitionModelModel>
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final IntArrayParam hidden;
  private final IntParam gradientSteps;
  private final IntParam batch;
  private final DoubleParam learningRate;
  private final DoubleParam stddevFloor;
  private final IntArrayParam anglePairs;
  private final LongParam seed;

  /** An estimator with default settings. */
  public TransitionModelEstimator() {
    this(Identifiable$.MODULE$.randomUID("transitionModelEstimator"));
  }

  /** An estimator with default settings and this uid, as MLlib needs to read one. */
  public TransitionModelEstimator(String uid) {
    this.uid = uid;
    hidden = new IntArrayParam(this, "hidden", "widths of the hidden layers");
    gradientSteps = new IntParam(this, "gradientSteps", "gradient steps");
    batch = new IntParam(this, "batch", "transitions a gradient step");
    learningRate =
        new DoubleParam(
            this, "learningRate", "Adam's rate at the start; decays to a hundredth by a cosine");
    stddevFloor =
        new DoubleParam(this, "stddevFloor", "least standard deviation in the normaliser");
    anglePairs =
        new IntArrayParam(
            this, "anglePairs", "components on unit circles: cosine, sine, cosine, sine, ...");
    seed = new LongParam(this, "seed", "seed of initial weights and minibatches");
    setDefault(hidden, new int[] {200, 200, 200});
    setDefault(gradientSteps, 12_000);
    setDefault(batch, 256);
    setDefault(learningRate, 2e-3);
    setDefault(stddevFloor, 1e-6);
    setDefault(anglePairs, new int[0]);
    setDefault(seed, 0L);
  }

  /** The estimator that {@code save} wrote. */
  public static TransitionModelEstimator load(String path) {
    return read().load(path);
  }

  /** Reads what {@code write} wrote. */
  public static MLReader<TransitionModelEstimator> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Widths of the hidden layers. */
  public IntArrayParam hidden() {
    return hidden;
  }

  /** Gradient steps. */
  public IntParam gradientSteps() {
    return gradientSteps;
  }

  /** Transitions a gradient step. */
  public IntParam batch() {
    return batch;
  }

  /** Adam's rate at the start. */
  public DoubleParam learningRate() {
    return learningRate;
  }

  /** Least standard deviation in the normaliser. */
  public DoubleParam stddevFloor() {
    return stddevFloor;
  }

  /** Observation components on unit circles: cosine, sine, cosine, sine, ... */
  public IntArrayParam anglePairs() {
    return anglePairs;
  }

  /** Seed of initial weights and minibatches. */
  public LongParam seed() {
    return seed;
  }

  /** Sets {@link #hidden()}. */
  public TransitionModelEstimator setHidden(int... widths) {
    set(hidden, widths);
    return this;
  }

  /** Sets {@link #gradientSteps()}. */
  public TransitionModelEstimator setGradientSteps(int steps) {
    set(gradientSteps, steps);
    return this;
  }

  /** Sets {@link #batch()}. */
  public TransitionModelEstimator setBatch(int transitions) {
    set(batch, transitions);
    return this;
  }

  /** Sets {@link #learningRate()}. */
  public TransitionModelEstimator setLearningRate(double rate) {
    set(learningRate, rate);
    return this;
  }

  /** Sets {@link #stddevFloor()}. */
  public TransitionModelEstimator setStddevFloor(double floor) {
    set(stddevFloor, floor);
    return this;
  }

  /** Sets {@link #anglePairs()}. */
  public TransitionModelEstimator setAnglePairs(List<AnglePair> pairs) {
    set(
        anglePairs,
        pairs.stream().flatMapToInt(pair -> IntStream.of(pair.cos(), pair.sin())).toArray());
    return this;
  }

  /** Sets {@link #seed()}. */
  public TransitionModelEstimator setSeed(long value) {
    set(seed, value);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    TransitionColumns.require(schema, NEXT_OBSERVATION);
    return TransitionModelModel.withPrediction(schema);
  }

  @Override
  public TransitionModelModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    TransitionColumns.requireRows(dataset);
    byte[] model =
        dataset
            .select(
                col(OBSERVATION),
                col(ACTION),
                col(NEXT_OBSERVATION),
                orZero(dataset, EPISODE),
                orZero(dataset, STEP))
            .coalesce(1)
            .javaRDD()
            .mapPartitions(new Fit(settings(), pairs(), (Long) getOrDefault(seed)))
            .first();
    return new TransitionModelModel(uid, model).setParent(this);
  }

  private static Column orZero(Dataset<?> dataset, String name) {
    return Arrays.asList(dataset.columns()).contains(name) ? col(name) : lit(0).as(name);
  }

  private FitSettings settings() {
    return new FitSettings(
        Arrays.stream(getOrDefault(hidden)).boxed().toList(),
        (Integer) getOrDefault(gradientSteps),
        (Integer) getOrDefault(batch),
        (Double) getOrDefault(learningRate),
        (Double) getOrDefault(stddevFloor),
        1,
        1);
  }

  private List<AnglePair> pairs() {
    int[] indices = getOrDefault(anglePairs);
    if (indices.length % 2 != 0) {
      throw UserError.usage(
          "anglePairs = %s must name a sine after every cosine.", Arrays.toString(indices));
    }
    List<AnglePair> pairs = new ArrayList<>();
    for (int i = 0; i < indices.length; i += 2) {
      pairs.add(new AnglePair(indices[i], indices[i + 1]));
    }
    return pairs;
  }

  @Override
  public TransitionModelEstimator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** The task: all rows of its partition, one model's bytes. */
  private record Fit(FitSettings settings, List<AnglePair> pairs, long seed)
      implements FlatMapFunction<Iterator<Row>, byte[]> {

    @Override
    public Iterator<byte[]> call(Iterator<Row> rows) {
      Transitions train = gathered(rows).sorted();
      TaskContext context = TaskContext.get();
      return List.of(
              NeuralFit.fit(
                      train,
                      Normaliser.of(train, settings.stddevFloor()),
                      pairs,
                      settings,
                      seed,
                      context::isInterrupted)
                  .bytes())
          .iterator();
    }

    private static Transitions gathered(Iterator<Row> rows) {
      Row row = rows.next();
      Transitions.Collector collector =
          new Transitions.Collector(
              TransitionColumns.floats(row, 0).length, TransitionColumns.floats(row, 1).length);
      add(collector, row);
      while (rows.hasNext()) {
        add(collector, rows.next());
      }
      return collector.transitions();
    }

    private static void add(Transitions.Collector collector, Row row) {
      collector.add(
          TransitionColumns.floats(row, 0),
          TransitionColumns.floats(row, 1),
          TransitionColumns.floats(row, 2),
          row.getInt(3),
          row.getInt(4));
    }
  }
}
