/**
 * Sign-in with e-mail and password, sessions, and tokens for programs. Start at {@link torg.identity.local.LocalIdentity}, which everybody asks. What it is made
 * of lies below, each package knowing only those before it: {@link torg.identity.local.settings}, {@link torg.identity.local.contact}, {@link
 * torg.identity.local.limit}, {@link torg.identity.local.password}, {@link torg.identity.local.session}, {@link torg.identity.local.device}, {@link
 * torg.identity.local.factor}, {@link torg.identity.local.token}, {@link torg.identity.local.behalf}, {@link torg.identity.local.demo}, {@link torg.identity.local.entrance}. Above it lie the
 * ways to it: {@link torg.identity.local.component}, then {@link torg.identity.local.warning}, {@link torg.identity.local.admission}, {@link torg.identity.local.reset} and {@link
 * torg.identity.local.program}.
 */
package torg.identity.local;
