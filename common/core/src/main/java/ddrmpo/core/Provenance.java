package ddrmpo.core;

import java.io.Serializable;

/** Where a row comes from; a part of every row of every table. */
public record Provenance(
    @Doc("study that computed the row") String study,
    @Doc("id of the cell that computed the row, derived from its content") String cellId,
    @Doc(
            "the cell's content as JSON; its hash is the cell id; null in transitions, where it stands in datasets")
        String cell,
    @Doc(
            "ids of the input tables' snapshots, as table=snapshot, comma-separated; empty if there is no input table")
        String inputs,
    @Doc("versions of project, Java, Spark, MuJoCo, DJL and libtorch") String versions)
    implements Serializable {}
