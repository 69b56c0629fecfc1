/** From which browsers a person has signed in, and the mail when it is one more: {@link torg.identity.local.device.Devices}. */
package torg.identity.local.device;
