package ddrmpo.jobs;

import ddrmpo.core.Table;
import java.util.List;

/**
 * Rows that a cell leaves in a table.
 *
 * @param table the table
 * @param rows of {@link Table#row()}
 */
record TableRows(Table table, List<? extends Record> rows) {}
