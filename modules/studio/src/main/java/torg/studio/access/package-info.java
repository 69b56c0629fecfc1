/**
 * Who may do what: all rules by web role ({@link torg.studio.access.AccessComponent}), one rule by form with what would come of it ({@link torg.studio.access.PermissionComponent}), and a
 * web role by form ({@link torg.studio.access.RoleComponent}).
 */
package torg.studio.access;
