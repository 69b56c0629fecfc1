/** Both sides beside each other ({@link torg.sync.compare.Comparing}): what the next reading of everything would make, change and turn away, without writing anything. */
package torg.sync.compare;
