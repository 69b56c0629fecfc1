/**
 * Rights as administrators look at them: what somebody reaches and why, and what other rules would give. {@link torg.table.permissions.look.Glass} looks,
 * {@link torg.table.permissions.look.Differences} compares; a page and {@code /api/permissions} tell it.
 */
package torg.table.permissions.look;
