// Package registers holds the tests that have the program count persons in databases, which they start: PostgreSQL, ClickHouse and Spark, on the loopback. It is
// a package of its own for they take long. Without a database its tests are skipped, unless JAMLIK_TEST_REQUIRE has "servers".
package registers
