/**
 * Who may do what with which rows and columns, compiled from documents. Start at {@link torg.table.permissions.PermissionCompiler} for the rules and
 * at {@link torg.table.permissions.CompiledAccess} for what the store is answered; what administrators ask lies in {@link torg.table.permissions.look}.
 */
package torg.table.permissions;
