/**
 * People invite others to their account, and look after who comes in there. {@link torg.invitations.Inviting} makes invitations, {@link
 * torg.invitations.Redeeming} takes
 * them, {@link torg.invitations.Caretaking} locks people out and gives them roles; the two components show it. What each may do says {@link
 * torg.invitations.Inviter}.
 */
package torg.invitations;
