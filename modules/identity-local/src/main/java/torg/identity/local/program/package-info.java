/** The programs behind {@code torg password} and {@code torg token}, and who in the portal takes in what they lay into a folder. */
package torg.identity.local.program;
