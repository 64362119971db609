/**
 * What JavaCPP is told about MuJoCo's headers in order to generate the binding at build time. One
 * class, needed by nobody at run time but the loader of the native library. Depends on JavaCPP
 * only.
 */
package ddrmpo.mujoco.presets;
