/**
 * What documents of permissions mean, worked out from their description and from plain rows, row by row ({@link torg.testkit.oracle.PermissionMeaning}): the judge of
 * whoever compiles them, and of every path by which rows leave a portal.
 */
package torg.testkit.oracle;
