/** Looks at the audit log, which the store keeps: {@link torg.audit.AuditComponent} on a page, {@link torg.audit.AuditResource} as JSON, {@link torg.audit.AuditCommand} from a terminal. */
package torg.audit;
