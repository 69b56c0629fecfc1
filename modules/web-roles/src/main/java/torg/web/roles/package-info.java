/**
 * Which web roles there are and who has them. Start at {@link torg.web.roles.RoleCompiler} for the documents and at {@link
 * torg.web.roles.AssignedRoles} for the people.
 */
package torg.web.roles;
