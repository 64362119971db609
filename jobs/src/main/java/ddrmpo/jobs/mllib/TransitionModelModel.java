package ddrmpo.jobs.mllib;

import static ddrmpo.jobs.mllib.TransitionColumns.ACTION;
import static ddrmpo.jobs.mllib.TransitionColumns.OBSERVATION;
import static ddrmpo.jobs.mllib.TransitionColumns.PREDICTION;

import ddrmpo.learning.TransitionModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A transition model as an MLlib Model: adds the column prediction, the predicted next observation,
 * to rows of observation and action. Saved as MLlib's metadata beside the model's file.
 */
public final class TransitionModelModel extends Model<TransitionModelModel> implements MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String DATA = "/data";

  private final String uid;
  private final byte[] file;

  /** The model in the content of a model file; any kind of transition model. */
  public TransitionModelModel(String uid, byte[] file) {
    this.uid = uid;
    this.file = file.clone();
    TransitionModel.read(file);
  }

  /** A new instance of the model, for one thread. */
  public TransitionModel transitionModel() {
    return TransitionModel.read(file);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = withPrediction(dataset.schema());
    return dataset
        .toDF()
        .mapPartitions(
            new Predict(
                file,
                dataset.schema().fieldIndex(OBSERVATION),
                dataset.schema().fieldIndex(ACTION)),
            Encoders.row(schema));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return withPrediction(schema);
  }

  static StructType withPrediction(StructType schema) {
    TransitionColumns.require(schema, OBSERVATION, ACTION);
    return schema.add(PREDICTION, DataTypes.createArrayType(DataTypes.FloatType, false), false);
  }

  @Override
  public TransitionModelModel copy(ParamMap extra) {
    return copyValues(new TransitionModelModel(uid, file).setParent(parent()), extra);
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Reads what {@link #write()} wrote. */
  public static MLReader<TransitionModelModel> read() {
    return new Reader();
  }

  /** The model that {@code save} wrote. */
  public static TransitionModelModel load(String path) {
    return read().load(path);
  }

  private static final class Writer extends MLWriter {
    private final TransitionModelModel model;

    Writer(TransitionModelModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter.saveMetadata(model, path, sparkSession());
      sparkSession()
          .createDataset(List.of(model.file), Encoders.BINARY())
          .toDF("model")
          .coalesce(1)
          .write()
          .parquet(path + DATA);
    }
  }

  private static final class Reader extends MLReader<TransitionModelModel> {
    @Override
    public TransitionModelModel load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(
              path, sparkSession(), TransitionModelModel.class.getName());
      byte[] file = sparkSession().read().parquet(path + DATA).head().getAs(0);
      return new TransitionModelModel(metadata.uid(), file);
    }
  }

  /** Predicts a partition, many rows a call. */
  private record Predict(byte[] file, int observation, int action)
      implements MapPartitionsFunction<Row, Row> {
    private static final int BATCH = 1024;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      TransitionModel model = TransitionModel.read(file);
      return new Iterator<>() {
        private Iterator<Row> predicted = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
          return predicted.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
          if (!predicted.hasNext()) {
            predicted = batch(model, rows).iterator();
          }
          return predicted.next();
        }
      };
    }

    private List<Row> batch(TransitionModel model, Iterator<Row> rows) {
      int o = model.observationSize();
      int d = model.actionSize();
      float[] observations = new float[BATCH * o];
      float[] actions = new float[BATCH * d];
      List<Row> batch = new ArrayList<>();
      while (batch.size() < BATCH && rows.hasNext()) {
        Row row = rows.next();
        System.arraycopy(
            TransitionColumns.floats(row, observation), 0, observations, batch.size() * o, o);
        System.arraycopy(TransitionColumns.floats(row, action), 0, actions, batch.size() * d, d);
        batch.add(row);
      }
      float[] next = new float[batch.size() * o];
      model.predict(batch.size(), observations, actions, next);
      for (int i = 0; i < batch.size(); i++) {
        batch.set(i, with(batch.get(i), next, i * o, o));
      }
      return batch;
    }

    private static Row with(Row row, float[] next, int at, int size) {
      Object[] values = new Object[row.length() + 1];
      for (int i = 0; i < row.length(); i++) {
        values[i] = row.get(i);
      }
      Float[] prediction = new Float[size];
      for (int i = 0; i < size; i++) {
        prediction[i] = next[at + i];
      }
      values[row.length()] = prediction;
      return RowFactory.create(values);
    }
  }
}
