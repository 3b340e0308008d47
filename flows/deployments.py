"""The two flows under the names that `prefect.yaml` deploys. Importing this module imports Prefect."""

from flows.with_prefect import build_flows

overnight_refresh, quarterly_return = build_flows()
