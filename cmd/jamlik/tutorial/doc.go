// Package tutorial has the tutorials, sv.md in Swedish and en.md in English, which lead from an empty folder to the report of a municipality.
//
// Its test runs every command of both, in their order and in an empty folder, against servers on this machine that answer in the place of those that
// the tutorials call. What they answer is made up and about a municipality that does not exist, whose code and name take the place of those in the text.
package tutorial
