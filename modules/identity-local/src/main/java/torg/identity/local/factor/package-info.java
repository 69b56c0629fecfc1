/** The second factor: codes of an app that count time ({@link torg.identity.local.factor.Totp}), who has one ({@link torg.identity.local.factor.Factors}), and who is halfway in. */
package torg.identity.local.factor;
