// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IEngagement} from "../interfaces/IEngagement.sol";
import {IWatchStream} from "../interfaces/IWatchStream.sol";
import {StreamMath} from "../libraries/StreamMath.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title WatchStream
contract WatchStream is IWatchStream, ReentrancyGuardTransient {
    using SafeERC20 for IERC20Metadata;

    uint256 public constant PAUSE_SECONDS = 7 days;
    uint256 public constant CLAWBACK_SECONDS = 7 days;

    /// @notice The highest rate: with it no sum of this contract can overflow within a thousand years.
    uint256 public constant RATE_MAX = 1e36;

    IERC20Metadata public immutable TOKEN;
    address public immutable ENGAGEMENT;
    address public immutable GOVERNOR;
    address public immutable COUNCIL;

    /// @notice WAD tokens in one of the token's own units.
    uint256 public immutable SCALE;

    uint256 private _held;
    uint256 private _setAside;
    uint256 private _totalRate;
    uint256 private _fundedClock;
    uint256 private _unfunded;
    uint256 private _advancedAt;
    mapping(address recipient => Stream) private _streams;

    modifier only(address role) {
        if (msg.sender != role) revert Unauthorized(msg.sender);
        _;
    }

    constructor(address token, address engagement, address governor, address council) {
        TOKEN = IERC20Metadata(token);
        uint8 decimals = TOKEN.decimals();
        if (decimals > 18) revert TooManyDecimals(decimals);
        SCALE = 10 ** (18 - decimals);
        ENGAGEMENT = engagement;
        GOVERNOR = governor;
        COUNCIL = council;
        _advancedAt = block.timestamp;
    }

    /// @inheritdoc IWatchStream
    function deposit(uint256 amount) external nonReentrant {
        _advance();
        uint256 before = TOKEN.balanceOf(address(this));
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = (TOKEN.balanceOf(address(this)) - before) * SCALE;

        _held += received;

        emit Deposited(msg.sender, received);
    }

    /// @inheritdoc IWatchStream
    function refund(address to, uint256 amount) external only(GOVERNOR) nonReentrant {
        _advance();
        uint256 free = _held - _setAside;
        if (amount > free / SCALE) revert Exceeds(amount, free / SCALE);

        _held -= amount * SCALE;
        TOKEN.safeTransfer(to, amount);

        emit Refunded(to, amount);
    }

    /// @inheritdoc IWatchStream
    function setRate(address recipient, uint256 rate) external only(GOVERNOR) {
        if (rate > RATE_MAX) revert RateTooHigh(rate);
        Stream storage s = _settle(recipient);

        if (!s.isPaused) _totalRate = _totalRate - s.rate + rate;
        s.rate = rate;
        s.clawedAt = uint64(block.timestamp);

        emit RateSet(recipient, rate);
    }

    /// @inheritdoc IWatchStream
    function withdraw(address recipient, address to) external nonReentrant returns (uint256 amount) {
        if (msg.sender != recipient && to != recipient) revert Unauthorized(msg.sender);
        Stream storage s = _settle(recipient);
        amount = s.snapshot / SCALE;
        uint256 paid = amount * SCALE;

        s.snapshot -= paid;
        _setAside -= paid;
        _held -= paid;
        TOKEN.safeTransfer(to, amount);

        emit Paid(recipient, to, amount);
    }

    /// @inheritdoc IWatchStream
    function pause(address recipient, bytes32 reason) external only(COUNCIL) {
        Stream storage s = _settle(recipient);
        if (s.isPaused || block.timestamp < s.pausableAt) revert WrongPause(recipient, s.pausableAt);

        s.isPaused = true;
        s.pausedUntil = uint64(block.timestamp + PAUSE_SECONDS);
        s.pausableAt = uint64(block.timestamp + 2 * PAUSE_SECONDS);
        _totalRate -= s.rate;

        emit Paused(recipient, s.pausedUntil, reason);
    }

    /// @inheritdoc IWatchStream
    function resume(address recipient) external {
        Stream storage s = _settle(recipient);
        bool mayResume = block.timestamp >= s.pausedUntil || msg.sender == COUNCIL;
        if (!s.isPaused || !mayResume) revert WrongPause(recipient, s.pausedUntil);

        s.isPaused = false;
        _totalRate += s.rate;

        emit Resumed(recipient);
    }

    /// @inheritdoc IWatchStream
    function clawBack(address recipient, uint256 amount, bytes32 reason) external only(COUNCIL) {
        Stream storage s = _settle(recipient);
        uint256 most = clawable(recipient);
        if (amount > most) revert Exceeds(amount, most);

        s.clawedAt = uint64(block.timestamp);
        s.snapshot -= amount;
        _setAside -= amount;

        emit ClawedBack(recipient, amount, reason);
    }

    /// @inheritdoc IWatchStream
    function settle(address recipient) external {
        _settle(recipient);
    }

    /// @inheritdoc IWatchStream
    function debtOf(address recipient) public view returns (uint256) {
        Stream storage s = _streams[recipient];
        if (s.isPaused) return s.snapshot;
        (uint256 funded,) = _elapsed();
        (uint256 earned,) = StreamMath.split(s.rate, _engagedSince(s, recipient), _fundedClock + funded - s.fundedAt);
        return s.snapshot + earned;
    }

    /// @inheritdoc IWatchStream
    function clawable(address recipient) public view returns (uint256) {
        Stream storage s = _streams[recipient];
        uint256 since = block.timestamp - s.clawedAt;
        uint256 recent = s.rate * (since < CLAWBACK_SECONDS ? since : CLAWBACK_SECONDS);
        uint256 debt = debtOf(recipient);
        return recent < debt ? recent : debt;
    }

    /// @inheritdoc IWatchStream
    function runway() external view returns (uint256) {
        if (_totalRate == 0) return type(uint256).max;
        (, uint256 setAside) = _elapsed();
        return (_held - setAside) / _totalRate;
    }

    /// @inheritdoc IWatchStream
    function holdings() external view returns (uint256 held, uint256 setAside) {
        (, setAside) = _elapsed();
        return (_held, setAside);
    }

    /// @inheritdoc IWatchStream
    function unfundedSeconds() external view returns (uint256) {
        (uint256 funded,) = _elapsed();
        return _unfunded + block.timestamp - _advancedAt - funded;
    }

    /// @inheritdoc IWatchStream
    function streams(address recipient) external view returns (Stream memory) {
        return _streams[recipient];
    }

    /// @dev Brings the deposit's account, then the recipient's, to this second.
    function _settle(address recipient) private returns (Stream storage s) {
        _advance();
        s = _streams[recipient];
        uint256 engaged = _engagedSince(s, recipient);
        if (!s.isPaused) {
            (uint256 earned, uint256 released) = StreamMath.split(s.rate, engaged, _fundedClock - s.fundedAt);
            s.snapshot += earned;
            _setAside -= released;
        }
        s.engagedAt += engaged;
        s.fundedAt = _fundedClock;
    }

    function _advance() private {
        (uint256 funded, uint256 setAside) = _elapsed();
        uint256 unfunded = block.timestamp - _advancedAt - funded;

        _fundedClock += funded;
        _setAside = setAside;
        _advancedAt = block.timestamp;

        if (unfunded == 0) return;
        _unfunded += unfunded;
        emit RanDry(unfunded);
    }

    function _elapsed() private view returns (uint256 funded, uint256 setAside) {
        return StreamMath.advance(_held, _setAside, _totalRate, block.timestamp - _advancedAt);
    }

    function _engagedSince(Stream storage s, address recipient) private view returns (uint256) {
        uint256 engaged = IEngagement(ENGAGEMENT).engagedSeconds(recipient);
        return engaged > s.engagedAt ? engaged - s.engagedAt : 0;
    }
}
