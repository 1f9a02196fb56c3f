// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEngagement} from "../../src/interfaces/IEngagement.sol";

/// @dev Attention challenges of a day, in which every guardian is drawn and every answer is checked.
library EngagementSettings {
    /// @dev `penalty` as slashed; what an answer costs is the most for which idling does not pay.
    function daily(uint128 penalty) internal pure returns (IEngagement.Settings memory) {
        return IEngagement.Settings({
            epochSeconds: 1 days,
            commitSeconds: 1 hours,
            revealSeconds: 1 hours,
            freshSeconds: 3 days,
            stopSeconds: 7 days,
            rangeBlocks: 32,
            lookbackBlocks: 7200,
            answersMin: 3,
            dutyWad: 1e18,
            auditWad: 1e18,
            guessWad: 0.1e18,
            penalty: penalty,
            cost: penalty / 10 * 9
        });
    }
}
