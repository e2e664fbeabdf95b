// Package examples holds the reference calculators of crossborder, one command
// in each folder:
//
//   - quote: what a unit earns on a channel, at which prices it earns enough,
//     and why; several channels side by side.
//   - landed: what a shipment costs from the factory invoice to the unit on the
//     shelf, duty by duty, and the same shipment entered on other days.
//   - fxbuffer: at which rate to plan, how that would have done on the same
//     rates, and how often a price would have had to follow.
//   - reprice: what is to be done with each price of a catalogue, the queue of
//     what a person has to look at, and the price files of it.
//   - tables: the dated fee tables, checks of newer ones, and what changed
//     between two.
//
// It is a module of its own, so that the commands may use whatever library
// serves them and no importer of crossborder inherits it.
package examples
