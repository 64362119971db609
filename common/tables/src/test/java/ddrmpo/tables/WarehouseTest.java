package ddrmpo.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.EvaluationRow;
import ddrmpo.core.Provenance;
import ddrmpo.core.RunRow;
import ddrmpo.core.Table;
import ddrmpo.core.TransitionRow;
import ddrmpo.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarehouseTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Table.class)
  void everyTableGivesBackItsRecords(Table table) {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      RandomRows random = new RandomRows(table.ordinal());
      List<Record> rows = new ArrayList<>(random.of(table, "a", 7));
      rows.addAll(random.of(table, "b", 5));
      warehouse.replace(table, rows);

      assertSame(warehouse.rows(table, table.row(), ""), rows);
      assertSame(
          warehouse.read(table).collectAsList().stream()
              .map(row -> (Record) Rows.record(row, table.row()))
              .toList(),
          rows);
      assertThat(warehouse.cells(table)).containsExactly("a", "b");
    }
  }

  @Test
  void replacingACellLeavesTheOthers() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      RandomRows random = new RandomRows(1);
      List<RunRow> a = random.of(Table.RUNS, RunRow.class, "a", 3);
      List<RunRow> b = random.of(Table.RUNS, RunRow.class, "b", 4);
      List<RunRow> newer = random.of(Table.RUNS, RunRow.class, "a", 2);
      assertThat(warehouse.snapshot(Table.RUNS)).isEmpty();
      warehouse.replace(Table.RUNS, concat(a, b));
      String first = warehouse.snapshot(Table.RUNS);
      warehouse.replace(Table.RUNS, concat(a, b));
      assertSame(warehouse.rows(Table.RUNS, RunRow.class, ""), concat(a, b));

      warehouse.replace(Table.RUNS, newer);
      assertSame(warehouse.rows(Table.RUNS, RunRow.class, ""), concat(newer, b));
      assertThat(warehouse.sql("SELECT * FROM runs").count()).isEqualTo(6);
      assertThat(warehouse.sql("SELECT * FROM runs VERSION AS OF " + first).count()).isEqualTo(7);
      assertThat(warehouse.sql("SELECT * FROM ddr.tables.runs.snapshots").count()).isEqualTo(3);
    }
  }

  @Test
  void replacingNothingMakesNoSnapshot() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      warehouse.replace(Table.RUNS, List.of());
      assertThat(warehouse.snapshot(Table.RUNS)).isEmpty();
      assertThat(warehouse.cells(Table.RUNS)).isEmpty();
      assertThat(warehouse.rows(Table.RUNS, RunRow.class, "seed = 1")).isEmpty();
    }
  }

  @Test
  void moreCellsThanOnePredicateComparesAreReplacedAtOnce() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      RandomRows random = new RandomRows(1);
      List<Record> old = new ArrayList<>();
      List<Record> fresh = new ArrayList<>();
      for (int cell = 0; cell < 210; cell++) {
        old.addAll(random.of(Table.RUNS, "cell" + cell, 1));
        fresh.addAll(random.of(Table.RUNS, "cell" + cell, 1));
      }
      List<Record> bystander = random.of(Table.RUNS, "bystander", 1);
      warehouse.replace(Table.RUNS, concat(old, bystander));
      warehouse.replace(Table.RUNS, fresh);
      assertSame(warehouse.rows(Table.RUNS, RunRow.class, ""), concat(fresh, bystander));
      assertThat(warehouse.cells(Table.RUNS)).hasSize(211);
    }
  }

  @Test
  void datasetReplacesItsCellInOneSnapshot() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      RandomRows random = new RandomRows(1);
      List<TransitionRow> a = random.of(Table.TRANSITIONS, TransitionRow.class, "a", 30);
      List<TransitionRow> b = random.of(Table.TRANSITIONS, TransitionRow.class, "b", 20);
      List<TransitionRow> newer = random.of(Table.TRANSITIONS, TransitionRow.class, "a", 10);
      warehouse.replace(Table.TRANSITIONS, "a", dataset(warehouse, a));
      warehouse.replace(Table.TRANSITIONS, "b", dataset(warehouse, b));
      assertSame(warehouse.rows(Table.TRANSITIONS, TransitionRow.class, ""), concat(a, b));

      warehouse.replace(Table.TRANSITIONS, "a", dataset(warehouse, newer));
      assertSame(warehouse.rows(Table.TRANSITIONS, TransitionRow.class, ""), concat(newer, b));
      assertSame(warehouse.rows(Table.TRANSITIONS, TransitionRow.class, "dataset_id = 'b'"), b);
      assertThat(warehouse.cells(Table.TRANSITIONS)).containsExactly("a", "b");
      assertThat(warehouse.sql("SELECT * FROM ddr.tables.transitions.snapshots").count())
          .isEqualTo(3);

      warehouse.replace(Table.TRANSITIONS, "a", dataset(warehouse, List.of()));
      assertThat(warehouse.cells(Table.TRANSITIONS)).containsExactly("b");
    }
  }

  @Test
  void datasetWithRowsOfAnotherCellIsRefusedAndChangesNothing() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      List<TransitionRow> rows =
          new RandomRows(1).of(Table.TRANSITIONS, TransitionRow.class, "b", 20);
      assertThatThrownBy(() -> warehouse.replace(Table.TRANSITIONS, "a", dataset(warehouse, rows)))
          .hasStackTraceContaining("Cannot store a row of another cell as a: b");
      assertThat(warehouse.snapshot(Table.TRANSITIONS)).isEmpty();
    }
  }

  @Test
  void conditionsSelectRows() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      List<EvaluationRow> rows =
          List.of(
              evaluation("a", 1, 100L, 1.0), evaluation("a", 2, null, 2.0),
              evaluation("b", 3, 100L, 4.0), evaluation("b", 4, null, 8.0));
      warehouse.replace(Table.EVALUATIONS, rows);
      assertThat(returns(warehouse, "run_id = 'a'")).containsExactly(1.0, 2.0);
      assertThat(returns(warehouse, "seed >= 2 AND seed < 2 + 2")).containsExactly(2.0, 4.0);
      assertThat(returns(warehouse, "size IS NULL OR run_id IN ('b')"))
          .containsExactly(2.0, 4.0, 8.0);
      assertThat(returns(warehouse, "seed % 2 = 0")).containsExactly(2.0, 8.0);
      assertThatThrownBy(() -> returns(warehouse, "sede = 1"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("sede = 1")
          .hasMessageContaining("evaluations");
    }
  }

  @Test
  void smallTablesNeedNoSparkTask() throws Exception {
    try (Warehouse warehouse = TestSpark.open(folder);
        SlotsTaken taken = new SlotsTaken()) {
      List<RunRow> rows = new RandomRows(1).of(Table.RUNS, RunRow.class, "a", 3);
      warehouse.replace(Table.RUNS, rows);
      assertThat(warehouse.cells(Table.RUNS)).containsExactly("a");
      assertSame(warehouse.rows(Table.RUNS, RunRow.class, "cell_id = 'a'"), rows);
      assertThat(warehouse.snapshot(Table.RUNS)).isNotEmpty();
      assertThat(taken.stillTaken()).isTrue();
    }
  }

  @Test
  void readerSeesOldRowsOrNew() throws Exception {
    try (Warehouse warehouse = TestSpark.open(folder);
        Warehouse reader = TestSpark.open(folder)) {
      RandomRows random = new RandomRows(1);
      warehouse.replace(Table.RUNS, random.of(Table.RUNS, "a", 10));
      CountDownLatch done = new CountDownLatch(1);
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Future<?> writing =
            pool.submit(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    warehouse.replace(Table.RUNS, random.of(Table.RUNS, "a", 10 + i % 2));
                  }
                  done.countDown();
                });
        while (done.getCount() > 0 && !writing.isDone()) {
          assertThat(reader.rows(Table.RUNS, RunRow.class, "").size()).isIn(10, 11);
          assertThat(reader.read(Table.RUNS).count()).isIn(10L, 11L);
        }
        writing.get();
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void threadsAndWarehousesReplaceAtTheSameTime() throws Exception {
    try (Warehouse one = TestSpark.open(folder);
        Warehouse two = TestSpark.open(folder)) {
      ExecutorService pool = Executors.newFixedThreadPool(3);
      try {
        Callable<Void> first = () -> replaceEach(one, "first");
        Callable<Void> second = () -> replaceEach(one, "second");
        Callable<Void> third = () -> replaceEach(two, "third");
        for (Future<Void> future : pool.invokeAll(List.of(first, second, third))) {
          future.get();
        }
      } finally {
        pool.shutdownNow();
      }
      assertThat(one.cells(Table.RUNS)).hasSize(31).isEqualTo(two.cells(Table.RUNS));
      assertThat(two.rows(Table.RUNS, RunRow.class, "")).hasSize(62);
    }
  }

  @Test
  void openingTwiceAtOnceMakesTheTablesOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Warehouse>> openings =
          List.of(() -> TestSpark.open(folder), () -> TestSpark.open(folder));
      for (Future<Warehouse> opening : pool.invokeAll(openings)) {
        try (Warehouse warehouse = opening.get()) {
          assertThat(warehouse.sql("SHOW TABLES IN ddr.tables").count())
              .isGreaterThanOrEqualTo(Table.values().length);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void tableWithAMissingColumnIsRefused() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      warehouse.sql("ALTER TABLE runs DROP COLUMN nominal_return");
    }
    assertThatThrownBy(() -> TestSpark.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Table runs")
        .hasMessageContaining("no column nominal_return of type double");
  }

  @Test
  void tableWithAWrongColumnIsRefused() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      warehouse.sql("ALTER TABLE evaluations DROP COLUMN episode");
      warehouse.sql("ALTER TABLE evaluations ADD COLUMN episode string");
    }
    assertThatThrownBy(() -> TestSpark.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Column episode of table evaluations")
        .hasMessageContaining("type string instead of int");
  }

  @Test
  void tableWithAnUnknownColumnIsRefused() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      warehouse.sql("ALTER TABLE summaries ADD COLUMN mood string");
    }
    assertThatThrownBy(() -> TestSpark.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("summaries")
        .hasMessageContaining("unknown column mood");
  }

  @Test
  void tableThatWasDroppedIsMadeAgain() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      warehouse.replace(Table.RUNS, new RandomRows(1).of(Table.RUNS, "a", 1));
      warehouse.sql("DROP TABLE runs");
    }
    try (Warehouse warehouse = TestSpark.open(folder)) {
      assertThat(warehouse.cells(Table.RUNS)).isEmpty();
    }
  }

  @Test
  void locationBelowAFileIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> TestSpark.open(file.resolve("warehouse")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.resolve("warehouse").toString())
        .hasMessageContaining("make it writable or choose another location");
  }

  @Test
  void damagedCatalogIsRefused() throws Exception {
    Files.writeString(folder.resolve("catalog.db"), "this is no database ".repeat(100));
    assertThatThrownBy(() -> TestSpark.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("catalog of warehouse " + folder);
  }

  @Test
  void movedWarehouseIsRefused() throws Exception {
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    TestSpark.open(before).close();
    Files.move(before, after);
    assertThatThrownBy(() -> TestSpark.open(after))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(after.toString())
        .hasMessageContaining("files are missing");
    copy(after, before);
    assertThatThrownBy(() -> TestSpark.open(after))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("made elsewhere")
        .hasMessageContaining(before.toString());
  }

  @Test
  void locationMayBeAnyPath() {
    for (String name : List.of("x/../a b", "ä%20+")) {
      Path path = folder.resolve(name);
      try (Warehouse warehouse = TestSpark.open(path)) {
        warehouse.replace(Table.RUNS, new RandomRows(1).of(Table.RUNS, "a", 2));
        assertThat(warehouse.read(Table.RUNS).count()).isEqualTo(2);
        assertThat(path.normalize().resolve("catalog.db")).exists();
      }
    }
    assertThat(Location.of("../x").folder())
        .contains(Path.of("").toAbsolutePath().getParent().resolve("x"));
    assertThat(Location.of("file:///a/b")).isEqualTo(Location.of("/a/b"));
    assertThat(Location.of("s3a://bucket/w/").below("x")).isEqualTo("s3a://bucket/w/x");
  }

  @Test
  void remoteLocationNeedsACatalog() {
    assertThatThrownBy(() -> Warehouse.settings("s3a://bucket/w", Optional.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("s3a://bucket/w")
        .hasMessageContaining("PostgreSQL");
    assertThat(Warehouse.settings("s3a://bucket/w", Optional.of("jdbc:postgresql://h/ddr")))
        .containsEntry("spark.sql.catalog.ddr.uri", "jdbc:postgresql://h/ddr")
        .containsEntry("spark.sql.catalog.ddr.warehouse", "s3a://bucket/w")
        .doesNotContainKey("spark.sql.catalog.ddr.jdbc.busy_timeout");
  }

  @Test
  void catalogMayLieElsewhere() {
    SparkSession spark = TestSpark.session();
    Path catalog = folder.resolve("elsewhere.db");
    Warehouse.settings(folder.resolve("w").toString(), Optional.of("jdbc:sqlite:" + catalog))
        .forEach(
            (key, value) -> {
              if (!key.equals("spark.sql.extensions")) {
                spark.conf().set(key, value);
              }
            });
    try (Warehouse warehouse = Warehouse.open(spark, folder.resolve("w").toString())) {
      warehouse.replace(Table.RUNS, new RandomRows(1).of(Table.RUNS, "a", 2));
      assertThat(warehouse.sql("SELECT * FROM runs").count()).isEqualTo(2);
      assertThat(catalog).exists();
      assertThat(folder.resolve("w/catalog.db")).doesNotExist();
    }
  }

  @Test
  void sessionOfAnotherWarehouseIsRefused() {
    SparkSession spark = TestSpark.session();
    Warehouse.open(spark, folder.resolve("one").toString()).close();
    assertThatThrownBy(() -> Warehouse.open(spark, folder.resolve("two").toString()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(folder.resolve("one").toString())
        .hasMessageContaining(folder.resolve("two").toString());
    Warehouse.open(spark, folder.resolve("one").toString()).close();
  }

  @Test
  void exportIsPlainParquet() throws Exception {
    try (Warehouse warehouse = TestSpark.open(folder.resolve("w"))) {
      RandomRows random = new RandomRows(1);
      for (Table table : Table.values()) {
        if (table != Table.SUMMARIES) {
          warehouse.replace(table, concat(random.of(table, "a", 3), random.of(table, "b", 4)));
        }
      }
      Path export = folder.resolve("export");
      warehouse.export(export.toString());
      warehouse.replace(Table.RUNS, random.of(Table.RUNS, "a", 9));
      Files.createDirectories(export.resolve("_aside/left-over"));
      warehouse.export(export.toString());
      for (Table table : Table.values()) {
        Dataset<Row> plain =
            TestSpark.session().read().parquet(export.resolve(table.text()).toString());
        assertThat(plain.schema().fieldNames())
            .containsExactly(Rows.schema(table.row()).fieldNames());
        assertSame(
            plain.collectAsList().stream()
                .map(row -> (Record) Rows.record(row, table.row()))
                .toList(),
            warehouse.rows(table, table.row(), ""));
      }
      try (Stream<Path> entries = Files.list(export)) {
        assertThat(entries.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrder(
                Arrays.stream(Table.values()).map(Table::text).toArray(String[]::new));
      }
      Path file = Files.writeString(folder.resolve("file"), "x");
      assertThatThrownBy(() -> warehouse.export(file.resolve("export").toString()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("Cannot export to " + file.resolve("export"));
    }
  }

  @Test
  void importTakesTheCellsThatAreMissing() throws Exception {
    String export = folder.resolve("export").toString();
    RandomRows random = new RandomRows(2);
    Map<Table, List<Record>> exported = new EnumMap<>(Table.class);
    try (Warehouse warehouse = TestSpark.open(folder.resolve("w"))) {
      for (Table table : Table.values()) {
        exported.put(table, concat(random.of(table, "a", 3), random.of(table, "b", 4)));
        warehouse.replace(table, exported.get(table));
      }
      warehouse.export(export);
    }
    try (Warehouse warehouse = TestSpark.open(folder.resolve("other"))) {
      List<Record> own = random.of(Table.RUNS, "b", 2);
      warehouse.replace(Table.RUNS, own);
      assertThat(warehouse.importFrom(export))
          .hasSize(Table.values().length)
          .allSatisfy(
              table -> assertThat(table.standing()).isEqualTo(table.table() == Table.RUNS ? 1 : 0))
          .allSatisfy(table -> assertThat(table.added() + table.standing()).isEqualTo(2));
      exported.put(Table.RUNS, concat(exported.get(Table.RUNS).subList(0, 3), own));
      for (Table table : Table.values()) {
        assertSame(warehouse.rows(table, table.row(), ""), exported.get(table));
      }
      List<String> snapshots = Arrays.stream(Table.values()).map(warehouse::snapshot).toList();
      assertThat(warehouse.importFrom(export)).allMatch(table -> table.added() == 0);
      assertThat(Arrays.stream(Table.values()).map(warehouse::snapshot).toList())
          .isEqualTo(snapshots);
    }
  }

  @Test
  void importRefusesWhatIsNoExportBeforeItWrites() throws Exception {
    Path export = folder.resolve("export");
    try (Warehouse warehouse = TestSpark.open(folder.resolve("w"))) {
      assertRefused(warehouse, export, "There is no export in " + export);
      Dataset<Row> runs =
          TestSpark.session()
              .createDataFrame(
                  new RandomRows(3).of(Table.RUNS, "a", 2).stream().map(Rows::row).toList(),
                  Rows.schema(RunRow.class));
      Column seed = runs.col("seed");
      Path stored = export.resolve("runs");
      for (Map.Entry<Dataset<Row>, String> wrong :
          Map.of(
                  runs.drop("seed"), "seed is missing, not bigint",
                  runs.withColumn("seed", seed.cast("string")), "seed is string, not bigint",
                  runs.withColumn("seed", functions.when(seed.equalTo(0.5), seed)), "seed is null",
                  runs.drop("cell_id"), "cell_id is null")
              .entrySet()) {
        wrong.getKey().write().mode("overwrite").parquet(stored.toString());
        assertRefused(warehouse, export, wrong.getValue());
      }
      try (Stream<Path> files = Files.list(stored)) {
        for (Path file : files.toList()) {
          Files.write(file, new byte[20]);
        }
      }
      assertRefused(warehouse, export, "as Parquet");
      runs.drop("status", "models").write().mode("overwrite").parquet(stored.toString());
      assertThat(warehouse.importFrom(export.toString())).hasSize(1);
      assertThat(warehouse.rows(Table.RUNS, RunRow.class, ""))
          .hasSize(2)
          .allMatch(row -> row.status() == null && row.models() == null);
    }
  }

  private static void assertRefused(Warehouse warehouse, Path export, String saying) {
    assertThatThrownBy(() -> warehouse.importFrom(export.toString()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(saying);
    for (Table table : Table.values()) {
      assertThat(warehouse.snapshot(table)).isEmpty();
    }
  }

  @Test
  void viewsAnswerOnEmptyAndFullTablesAndFollowThem() {
    try (Warehouse warehouse = TestSpark.open(folder)) {
      for (String view : Warehouse.views()) {
        assertThat(warehouse.sql("SELECT * FROM " + view).collectAsList()).isEmpty();
      }
      warehouse.replace(
          Table.EVALUATIONS, List.of(evaluation("a", 1, 100L, 1.0), evaluation("a", 1, 100L, 2.0)));
      Row row = warehouse.sql("SELECT * FROM returns").collectAsList().get(0);
      assertThat(row.<Double>getAs("mean_return")).isEqualTo(1.5);
      assertThat(row.<Long>getAs("episodes")).isEqualTo(2);
      RandomRows random = new RandomRows(1);
      warehouse.replace(Table.TRANSITION_MODELS, random.of(Table.TRANSITION_MODELS, "m", 20));
      warehouse.replace(Table.TRAINING_CURVES, random.of(Table.TRAINING_CURVES, "m", 20));
      assertThat(warehouse.sql("SELECT model_id, place, dimensions FROM model_errors").count())
          .isPositive();
      assertThat(warehouse.sql("SELECT run_id, successor, share FROM minimum_shares").count())
          .isPositive();
    }
  }

  private static Void replaceEach(Warehouse warehouse, String name) {
    RandomRows random = new RandomRows(name.hashCode());
    for (int i = 0; i < 10; i++) {
      warehouse.replace(
          Table.RUNS,
          concat(random.of(Table.RUNS, name + i, 2), random.of(Table.RUNS, "contended", 2)));
    }
    return null;
  }

  private static EvaluationRow evaluation(String run, long seed, Long size, double total) {
    return new EvaluationRow(
        run,
        "task",
        "mpo",
        size,
        seed,
        "mass",
        1.0,
        "holdout",
        10,
        0,
        total,
        1000,
        "ended",
        new Provenance("study", "cell-" + run, "{}", "", "versions"));
  }

  private static List<Double> returns(Warehouse warehouse, String condition) {
    return warehouse.rows(Table.EVALUATIONS, EvaluationRow.class, condition).stream()
        .map(EvaluationRow::episodeReturn)
        .sorted()
        .toList();
  }

  static Dataset<Row> dataset(Warehouse warehouse, List<TransitionRow> rows) {
    return warehouse
        .read(Table.TRANSITIONS)
        .sparkSession()
        .createDataFrame(rows.stream().map(Rows::row).toList(), Rows.schema(TransitionRow.class));
  }

  private static <R> List<R> concat(List<? extends R> one, List<? extends R> two) {
    return Stream.concat(one.stream(), two.stream()).<R>map(row -> row).toList();
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.sorted(Comparator.naturalOrder()).toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  private static void assertSame(List<? extends Record> actual, List<? extends Record> expected) {
    assertThat(RandomRows.texts(actual)).isEqualTo(RandomRows.texts(expected));
  }

  /** Holds both task slots of the context until closed. */
  private static final class SlotsTaken implements AutoCloseable {
    private static final CountDownLatch RUNNING = new CountDownLatch(2);
    private static final CountDownLatch RELEASED = new CountDownLatch(1);
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final Future<?> job;

    SlotsTaken() throws InterruptedException {
      SparkSession spark = TestSpark.session();
      job =
          pool.submit(
              () ->
                  org.apache.spark.api.java.JavaSparkContext.fromSparkContext(spark.sparkContext())
                      .parallelize(IntStream.range(0, 2).boxed().toList(), 2)
                      .foreach(
                          slot -> {
                            RUNNING.countDown();
                            RELEASED.await();
                          }));
      RUNNING.await();
    }

    boolean stillTaken() {
      return !job.isDone();
    }

    @Override
    public void close() throws Exception {
      RELEASED.countDown();
      job.get();
      pool.shutdown();
    }
  }
}
