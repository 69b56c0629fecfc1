/** Who may do what: all rules by web role ({@link torg.studio.access.AccessComponent}), and one rule by form with what would come of it ({@link torg.studio.access.PermissionComponent}). */
package torg.studio.access;
