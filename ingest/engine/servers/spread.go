package servers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// SpreadPostgres makes the table persons of a coordinator, partitioned over shards by a number that no question is about, and fills it.
func SpreadPostgres(ctx context.Context, coordinator *Server, shards []*Server, persons int) error {
	const columns = "(id smallint, area text, year smallint, grp text, weight numeric(8,4), income float8)"
	statements := []string{"CREATE EXTENSION IF NOT EXISTS postgres_fdw", "DROP TABLE IF EXISTS persons", "CREATE TABLE persons " + columns + " PARTITION BY HASH (id)"}
	for i, s := range shards {
		statements = append(statements,
			fmt.Sprintf("CREATE SERVER IF NOT EXISTS shard%d FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '%d', dbname 'jamlik', async_capable 'true', fetch_size '10000')", i, s.Port),
			fmt.Sprintf("CREATE USER MAPPING IF NOT EXISTS FOR jamlik SERVER shard%d OPTIONS (user 'jamlik', password '%s')", i, strings.ReplaceAll(Password, "'", "''")),
			fmt.Sprintf("CREATE FOREIGN TABLE persons_%d PARTITION OF persons FOR VALUES WITH (MODULUS %d, REMAINDER %d) SERVER shard%d OPTIONS (table_name 'part')", i, len(shards), i, i))
	}
	if err := each(ctx, "pgx", coordinator.PostgresDSN("jamlik"), statements); err != nil {
		return err
	}
	failed := make([]error, len(shards))
	var wg sync.WaitGroup
	for i, s := range shards {
		wg.Go(func() {
			// What lies on which shard is not by the hash: nothing but pruning by id would tell, which no question does.
			failed[i] = each(ctx, "pgx", s.PostgresDSN("jamlik"), []string{"DROP TABLE IF EXISTS part", "CREATE TABLE part " + columns,
				"INSERT INTO part SELECT 0, * FROM (" + PersonsPostgres(i, persons, len(shards)) + ") AS p", "ANALYZE part"})
		})
	}
	wg.Wait()
	return errors.Join(failed...)
}

// SpreadClickHouse makes the table persons of the first of some servers, over the first n of them, and fills it.
func SpreadClickHouse(ctx context.Context, all []*Server, n, persons int) error {
	for i, s := range all {
		statements := []string{"DROP TABLE IF EXISTS part", "CREATE TABLE part (area String, year UInt16, grp Nullable(String), weight Decimal(18, 4), income Float64) ENGINE = MergeTree ORDER BY area"}
		if i < n {
			statements = append(statements, "INSERT INTO part "+PersonsClickHouse(i, persons, n))
		}
		if err := each(ctx, "clickhouse", s.ClickHouseDSN("jamlik"), statements); err != nil {
			return err
		}
	}
	kind := "Distributed(shards, default, part)"
	if n == 1 {
		kind = "Merge(default, '^part$')"
	}
	return each(ctx, "clickhouse", all[0].ClickHouseDSN("jamlik"), []string{"DROP TABLE IF EXISTS persons", "CREATE TABLE persons AS part ENGINE = " + kind})
}

// SpreadSpark makes the table persons in files of Parquet, which executors share among themselves, and fills it.
func SpreadSpark(ctx context.Context, s *Server, persons int) error {
	return each(ctx, "hive2", s.SparkDSN(), []string{"DROP TABLE IF EXISTS persons", "CREATE TABLE persons USING parquet AS " + PersonsSpark(persons)})
}

// each runs statements one after the other.
func each(ctx context.Context, driver, dsn string, statements []string) error {
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}
