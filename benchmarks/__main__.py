"""Print what was measured on this machine: `python -m benchmarks` from the root of the repository."""

from __future__ import annotations

from benchmarks import determine, item_master, line_stop, screening


def main() -> None:
    print(f"{line_stop.HORIZON} days, {line_stop.REPLICATIONS:,} replications, one thread, median of {line_stop.RUNS}")
    print(f"{'':<34}{'replications/s':>16}{'times plain':>14}")
    for figure in line_stop.measure():
        print(f"{figure.name:<34}{figure.rate:>16,.0f}{figure.ratio:>14,.1f}")
    print()
    print(f"{screening.NAMES:,} names against {screening.LISTED:,}, one thread, median of {screening.RUNS}")
    print(f"{'':<34}{'names/s':>16}{'times plain':>14}{'found':>8}{'taken':>8}")
    for name, rate, ratio, recall, taken in screening.measure():
        print(f"{name:<34}{rate:>16,.0f}{ratio:>14,.1f}{recall:>7.1f}%{taken:>7.1f}%")
    print()
    print(
        f"{item_master.ITEMS:,} items, one thread, millions a second: Parquet to Parquet, and the matching alone, of a"
    )
    print("mixed table and of one in which every item holds two listed elements")
    print(f"{'':<34}{'end to end':>12}{'matching':>12}{'two listed':>12}")
    for figure in determine.measure():
        rates = (figure.end_to_end, figure.matching, figure.matching_two)
        print(f"{figure.name:<34}" + "".join(f"{'' if r is None else f'{r / 1e6:,.4g}':>12}" for r in rates))


if __name__ == "__main__":
    main()
