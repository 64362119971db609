/**
 * The warehouse: Iceberg tables whose rows are the records of {@code ddrmpo.core}, files beside
 * them, SQL views over them, and a plain Parquet copy for other tools and other warehouses. Read
 * {@link ddrmpo.tables.Warehouse} first, then {@link ddrmpo.tables.Rows}, the one mapper between
 * records and rows. Small tables are written and read by the driver without a Spark job, so that a
 * row is committed while long tasks hold every slot; transitions are written by executors. Depends
 * on core, Spark, Hadoop and Iceberg.
 */
package ddrmpo.tables;
