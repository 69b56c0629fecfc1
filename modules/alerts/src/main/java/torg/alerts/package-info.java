/** Alerts. {@link torg.alerts.Watchman} looks at the house's health and writes to whoever runs it. */
package torg.alerts;
