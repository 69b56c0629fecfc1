/** Tokens of programs: kept ({@link torg.identity.local.token.ProgramTokens}), and made, listed and revoked for who may ({@link torg.identity.local.token.TokenDesk}). */
package torg.identity.local.token;
