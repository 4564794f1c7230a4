// Package faults holds the tests that stop the program, take its disk, its input and its limits away, and look at what it leaves: it is killed at any
// moment, told to end, run twice at once. It is a package of its own for they take long.
//
// JAMLIK_TEST_FAULTS is how many times each command is killed; without it they are few.
package faults
