/** Terms with versions: people accept the one in force before they go on, and what they accepted is kept. */
package torg.terms;
