// Package hostile holds the campaign of damaged and hostile inputs: sound files of every format that the program reads, damaged in every way that
// chance, a network or an ill-wisher may, are read in process and by the program. Each must be read whole or refused with an error that names the
// file, without a panic, a hang, memory out of proportion or part of an output.
//
// JAMLIK_TEST_HOSTILE is how many inputs are made, a few hundred unless told. Every twentieth goes through the program as well. The same number gives
// the same inputs; JAMLIK_TEST_HOSTILE_SEED gives others, and -v prints the outcomes by format. An input that is found wanting is kept in the
// temporary directory that the failure names.
package hostile
