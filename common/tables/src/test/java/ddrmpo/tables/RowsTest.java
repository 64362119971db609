package ddrmpo.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ddrmpo.core.DatasetRow;
import ddrmpo.core.Provenance;
import ddrmpo.core.Table;
import ddrmpo.core.TransitionRow;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowsTest {

  @ParameterizedTest
  @EnumSource(Table.class)
  void columnsAreThoseOfTheTableWithTheirDocumentation(Table table) {
    assertThat(Rows.schema(table.row()).fieldNames())
        .containsExactly(table.columns().stream().map(Table.Column::name).toArray(String[]::new));
    assertThat(Rows.schema(table.row()).fields())
        .allSatisfy(field -> assertThat(field.getComment().get()).isNotBlank());
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void recordsSurviveSpark(Table table) {
    SparkSession spark = TestSpark.session();
    List<Record> records = new RandomRows(table.ordinal()).of(table, "cell", 50);
    List<Row> rows = records.stream().map(Rows::row).toList();
    List<Record> direct = rows.stream().map(row -> (Record) Rows.record(row, table.row())).toList();
    List<Record> through =
        spark.createDataFrame(rows, Rows.schema(table.row())).collectAsList().stream()
            .map(row -> (Record) Rows.record(row, table.row()))
            .toList();
    assertThat(RandomRows.texts(direct)).isEqualTo(RandomRows.texts(records));
    assertThat(RandomRows.texts(through)).isEqualTo(RandomRows.texts(records));
  }

  @Test
  void columnsAreFoundByNameInWhateverOrder() {
    List<Record> records = new RandomRows(1).of(Table.TRANSITIONS, "cell", 5);
    String[] names = Rows.schema(TransitionRow.class).fieldNames();
    Arrays.sort(names);
    List<Row> rows =
        TestSpark.session()
            .createDataFrame(
                records.stream().map(Rows::row).toList(), Rows.schema(TransitionRow.class))
            .selectExpr(names)
            .collectAsList();
    assertThat(
            RandomRows.texts(
                rows.stream().map(row -> Rows.record(row, TransitionRow.class)).toList()))
        .isEqualTo(RandomRows.texts(records));
  }

  @Test
  void onlyWhatARecordCanHoldNullMayBeNull() {
    for (StructField field : Rows.schema(DatasetRow.class).fields()) {
      assertThat(field.nullable())
          .as(field.name())
          .isEqualTo(field.dataType().simpleString().equals("string"));
    }
  }

  @Test
  void recordOfNoTableIsRefused() {
    assertThatThrownBy(() -> Rows.schema(Provenance.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Provenance")
        .hasMessageContaining("no table's row");
  }
}
